// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.kubernetes;

import io.lateen.api.Spec;

/** A Kubernetes Namespace (v1); only its name and labels count. */
public record Namespace() implements Spec {}
