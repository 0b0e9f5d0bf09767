// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.stream;

/** The little that the tests of the rules need: two clusters, a listener, a route, and clients. */
final class SmallMesh {

  static final FakeView VIEW =
      FakeView.EMPTY
          .with("cds", "a", "1")
          .with("cds", "b", "1")
          .with("eds", "a", "1")
          .with("eds", "b", "1")
          .with("lds", "l", "1")
          .with("rds", "r", "1");

  private SmallMesh() {}

  static ScriptedProxy delta() {
    return ScriptedProxy.delta().view(VIEW);
  }

  static ScriptedProxy sotw() {
    return ScriptedProxy.sotw().view(VIEW);
  }

  /** Everything that Envoy asks for, accepted. */
  static ScriptedProxy running() {
    var proxy = delta();
    proxy.subscribe("cds").subscribe("eds", "a", "b").ack("eds").ack("cds");
    proxy.subscribe("lds").ack("lds").subscribe("rds", "r").ack("rds").take();
    return proxy;
  }
}
