// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.http;

import io.lateen.api.meshconfig.MeshConfig;

/**
 * What the mesh configuration says about every HTTP connection manager.
 *
 * @param normalization how paths are normalized before routes are matched
 */
public record HttpSettings(MeshConfig.PathNormalization normalization) {

  public static HttpSettings of(MeshConfig mesh) {
    return new HttpSettings(mesh.pathNormalization());
  }
}
