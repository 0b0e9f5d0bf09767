// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.kube;

import io.lateen.api.ConfigObject;

/**
 * One document that a user gave.
 *
 * @param object what it says
 * @param json the same as JSON, as it will be posted
 */
public record Document(ConfigObject<?> object, String json) {}
