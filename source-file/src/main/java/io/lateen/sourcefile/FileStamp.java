// SPDX-License-Identifier: Apache-2.0
package io.lateen.sourcefile;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * What tells that a file is another one than before, without reading it.
 *
 * @param identity inode and device; changes when an editor replaces the file
 */
record FileStamp(long bytes, FileTime modified, String identity) {

  static FileStamp of(BasicFileAttributes attributes) {
    return new FileStamp(
        attributes.size(), attributes.lastModifiedTime(), String.valueOf(attributes.fileKey()));
  }
}
