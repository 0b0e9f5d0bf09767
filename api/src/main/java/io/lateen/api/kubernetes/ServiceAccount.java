// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.kubernetes;

import io.lateen.api.Spec;

/** A Kubernetes ServiceAccount (v1); only its name counts. */
public record ServiceAccount() implements Spec {}
