// SPDX-License-Identifier: Apache-2.0
package io.lateen.client;

/**
 * A text with documents.
 *
 * @param name file name for messages; may be empty
 * @param text YAML or JSON, one or more documents
 */
public record DocumentSource(String name, String text) {}
