// SPDX-License-Identifier: Apache-2.0
package io.lateen.sourcefile;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.api.document.DocumentDecoder;
import io.lateen.api.kubernetes.EndpointSlice;
import io.lateen.api.kubernetes.SliceEndpoint;
import java.util.List;
import org.junit.jupiter.api.Test;

class FileContentTest {

  private static final String SLICE =
      """
      apiVersion: discovery.k8s.io/v1
      kind: EndpointSlice
      metadata:
        name: reviews-x
        namespace: default
        labels: {kubernetes.io/service-name: reviews}
      addressType: IPv4
      ports: [{name: http, port: 9080}]
      endpoints:
      - addresses: [10.0.0.1]
      - addresses: [%s]
      """;

  private final DocumentDecoder decoder = new DocumentDecoder();

  @Test
  void whatAnEditLeavesIsTheObjectThatWasReadBefore() {
    var before = FileContent.NONE.read("slices.yaml", SLICE.formatted("10.0.0.2"), decoder);
    var after = before.read("slices.yaml", SLICE.formatted("10.0.0.3"), decoder);
    assertThat(endpoints(after).getFirst()).isSameAs(endpoints(before).getFirst());
    assertThat(endpoints(after).getLast().addresses()).containsExactly("10.0.0.3");
  }

  private static List<SliceEndpoint> endpoints(FileContent content) {
    var only = content.good().values().iterator().next();
    return only.as(EndpointSlice.class).orElseThrow().spec().endpoints();
  }
}
