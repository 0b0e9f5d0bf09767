// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.servicepolicy;

import io.lateen.api.ConfigObject;
import io.lateen.api.ObjectKey;
import io.lateen.api.Origin;
import io.lateen.api.servicepolicy.Setting;

/**
 * A setting that counts, and who made it.
 *
 * @param origin the line that says so
 */
public record Decided<V>(V value, ObjectKey object, Origin origin) {

  static <V> Decided<V> of(ConfigObject<?> object, Setting<V> setting) {
    return new Decided<>(
        setting.value(), object.key(), new Origin(object.origin().source(), setting.line()));
  }
}
