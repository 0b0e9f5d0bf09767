// SPDX-License-Identifier: Apache-2.0
package io.lateen.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ObjectPathTest {

  @Test
  void isShapedAsInKubernetes() {
    assertThat(new ObjectPath("", "v1", "services", "default", "reviews").path())
        .isEqualTo("/api/v1/namespaces/default/services/reviews");
    assertThat(new ObjectPath("networking.istio.io", "v1", "virtualservices", "", "").path())
        .isEqualTo("/apis/networking.istio.io/v1/virtualservices");
    assertThat(new ObjectPath("", "v1", "namespaces", "", "default").path())
        .isEqualTo("/api/v1/namespaces/default");
  }

  @Test
  void aNameCannotLeaveItsPlace() {
    assertThat(new ObjectPath("", "v1", "services", "default", "../../secret s").path())
        .isEqualTo("/api/v1/namespaces/default/services/..%2F..%2Fsecret%20s");
  }
}
