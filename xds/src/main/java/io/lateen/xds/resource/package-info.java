// SPDX-License-Identifier: Apache-2.0
/**
 * What the server serves and to whom: encoded resources, views of them, and proxies. The control
 * plane implements {@link io.lateen.xds.resource.ViewSource}, everything else in this module reads.
 * Values only: no I/O, no clock, no threads, safe to share.
 */
@NullMarked
package io.lateen.xds.resource;

import org.jspecify.annotations.NullMarked;
