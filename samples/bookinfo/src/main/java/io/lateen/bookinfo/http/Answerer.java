// SPDX-License-Identifier: Apache-2.0
package io.lateen.bookinfo.http;

/** A service: one answer for one request. Called on many virtual threads at once. */
@FunctionalInterface
public interface Answerer {

  Response answer(Request request);
}
