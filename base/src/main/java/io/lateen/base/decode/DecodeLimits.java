// SPDX-License-Identifier: Apache-2.0
package io.lateen.base.decode;

/**
 * How much of a text is read before it is refused; protects against texts made to exhaust memory.
 *
 * @param characters most characters of a text
 * @param depth most levels of nesting
 * @param nodes most values of one document, each alias counted with all it stands for
 * @param documents most documents of a text
 */
public record DecodeLimits(int characters, int depth, int nodes, int documents) {

  /**
   * 32 million characters, 64 levels, 500 000 values, 100 000 documents: far more than an object
   * that Kubernetes would store (1.5 MiB), far less than would fill the heap.
   */
  public static final DecodeLimits DEFAULT = new DecodeLimits(32_000_000, 64, 500_000, 100_000);
}
