// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.pipeline;

import io.lateen.translate.EncodedResource;
import java.util.Map;

/**
 * What a proxy shall have.
 *
 * @param byType resources by type URL and name
 */
public record DesiredConfig(long epoch, Map<String, Map<String, EncodedResource>> byType) {}
