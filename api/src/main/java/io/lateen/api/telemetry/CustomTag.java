// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.telemetry;

/** The value of a tag of a trace. */
public sealed interface CustomTag {

  /** Always the same value. */
  record Literal(String value) implements CustomTag {}

  /**
   * An environment variable of the proxy.
   *
   * @param name its name
   * @param defaultValue the value without it; may be empty
   */
  record Environment(String name, String defaultValue) implements CustomTag {}

  /**
   * A header of the request.
   *
   * @param name its name
   * @param defaultValue the value without it; may be empty
   */
  record Header(String name, String defaultValue) implements CustomTag {}

  /** A format with the variables of access logs. */
  record Formatter(String value) implements CustomTag {}
}
