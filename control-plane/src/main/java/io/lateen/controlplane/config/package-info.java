// SPDX-License-Identifier: Apache-2.0
/**
 * The settings of the process, read from one file. Called once at the start, on the main thread. It
 * opens nothing but that file and knows no defaults beyond those documented on the records.
 */
@NullMarked
package io.lateen.controlplane.config;

import org.jspecify.annotations.NullMarked;
