// SPDX-License-Identifier: Apache-2.0
/**
 * Looking into proxies: {@code proxy-status} and {@code proxy-config} with istioctl's columns.
 * Called by the command line on the main thread. It reads JSON in the shape of Envoy's admin
 * interface, and only prints: nothing here changes a proxy.
 */
@NullMarked
package io.lateen.cli.proxy;

import org.jspecify.annotations.NullMarked;
