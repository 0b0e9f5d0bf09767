// SPDX-License-Identifier: Apache-2.0
/**
 * Configuration from watched folders. The control plane starts one {@link
 * io.lateen.sourcefile.FileSource} and gets its first state and then changes. All work but waiting
 * for file events runs on the serial executor that the constructor takes; nothing here writes
 * files.
 */
@NullMarked
package io.lateen.sourcefile;

import org.jspecify.annotations.NullMarked;
