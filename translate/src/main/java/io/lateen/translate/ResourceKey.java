// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate;

/**
 * Everything one resource depends on, as a value: equal keys mean equal bytes. Nothing that is not
 * in its key may influence a resource.
 */
public interface ResourceKey {

  /** The resource's name, as proxies ask for it. */
  String resourceName();

  /** Which objects made the resource; part of the key, so that it never goes stale. */
  Provenance provenance();
}
