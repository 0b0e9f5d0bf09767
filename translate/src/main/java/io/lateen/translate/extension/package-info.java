// SPDX-License-Identifier: Apache-2.0
/**
 * WebAssembly modules and Lua scripts that users bring, as filters whose configuration is
 * discovered (ECDS) or stands in place. Called once per proxy. Makes filters, their configurations
 * and the clusters that modules are fetched from, not listeners, and runs on any thread.
 */
@NullMarked
package io.lateen.translate.extension;

import org.jspecify.annotations.NullMarked;
