// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.secret;

import io.lateen.api.ConfigObject;

/**
 * A place of a configuration that names a secret.
 *
 * @param resource name under which the proxy asks for it
 * @param roots whether authorities are wanted, and not a certificate with its key
 * @param object that names it
 * @param line 1-based line of the part that names it
 * @param path of the field, for messages
 */
record SecretUse(String resource, boolean roots, ConfigObject<?> object, int line, String path) {}
