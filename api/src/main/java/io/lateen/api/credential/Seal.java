// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.credential;

/**
 * Hides the private values of Secrets as soon as their documents are read, so that stores, history,
 * snapshots and answers only have sealed texts. Equal values at one place give equal texts; must be
 * safe on any thread.
 */
public interface Seal {

  /** Begins every sealed text. */
  String MARK = "sealed:";

  /** Forgets the values: for tools that never serve a key. Takes every sealed text as it is. */
  Seal FORGETTING =
      new Seal() {
        @Override
        public String close(SealedPlace place, byte[] value) {
          return MARK + "forgotten";
        }

        @Override
        public boolean isIntact(SealedPlace place, String text) {
          return text.startsWith(MARK);
        }
      };

  /** The sealed text that stands for the value; begins with {@link #MARK}. */
  String close(SealedPlace place, byte[] value);

  /** Whether the text was sealed here, for this very place, and can be opened. */
  boolean isIntact(SealedPlace place, String text);
}
