// SPDX-License-Identifier: Apache-2.0
/**
 * The records of extensions.istio.io: WebAssembly modules and Lua scripts in proxies. Made by the
 * decoders, read by the mesh model and the translation. Pure values for all threads that hold only
 * what the author wrote.
 */
@NullMarked
package io.lateen.api.extensions;

import org.jspecify.annotations.NullMarked;
