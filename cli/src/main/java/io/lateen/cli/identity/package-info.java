// SPDX-License-Identifier: Apache-2.0
/**
 * Commands about who signs certificates and what workloads are served. Called by the shell on the
 * main thread. They read the API and never see a private key.
 */
@NullMarked
package io.lateen.cli.identity;

import org.jspecify.annotations.NullMarked;
