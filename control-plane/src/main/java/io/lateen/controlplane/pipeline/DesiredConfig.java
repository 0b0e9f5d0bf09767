// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.pipeline;

import io.lateen.translate.ProxyResources;

/** What a proxy shall have since an epoch. */
public record DesiredConfig(long epoch, ProxyResources resources) {}
