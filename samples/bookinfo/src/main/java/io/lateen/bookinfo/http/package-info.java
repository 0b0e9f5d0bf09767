// SPDX-License-Identifier: Apache-2.0
/**
 * Plain HTTP/1.1 for the sample: a server over {@code jdk.httpserver}, calls to other services, the
 * headers that travel along. Used by the services in {@code shop}. Each request runs on a virtual
 * thread of its own; nothing here may know which service it serves.
 */
@NullMarked
package io.lateen.bookinfo.http;

import org.jspecify.annotations.NullMarked;
