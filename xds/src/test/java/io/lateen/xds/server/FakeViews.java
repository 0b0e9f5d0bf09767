// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.server;

import io.lateen.xds.resource.ProxyNode;
import io.lateen.xds.resource.ResourceView;
import io.lateen.xds.resource.ViewSource;
import io.lateen.xds.stream.FakeView;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Gives every proxy the same view. */
final class FakeViews implements ViewSource {
  final List<Consumer<ResourceView>> registered = new ArrayList<>();
  private ResourceView newest = FakeView.EMPTY;
  boolean failing;
  boolean overflowing;

  @Override
  public Registration register(ProxyNode node, Consumer<ResourceView> onChange) {
    if (failing) {
      throw new IllegalStateException("made to fail");
    }
    if (overflowing) {
      throw new StackOverflowError("made to overflow");
    }
    registered.add(onChange);
    onChange.accept(newest);
    return () -> registered.remove(onChange);
  }

  void publish(ResourceView view) {
    newest = view;
    List.copyOf(registered).forEach(each -> each.accept(view));
  }
}
