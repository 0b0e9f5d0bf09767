// SPDX-License-Identifier: Apache-2.0
/**
 * What Envoy would refuse: the rules in its API (protoc-gen-validate), and those that it checks
 * between fields when it takes a resource. Called before a resource is used. Knows messages, not
 * the objects that made them; keeps only compiled rules and runs on any thread.
 */
@NullMarked
package io.lateen.translate.check;

import org.jspecify.annotations.NullMarked;
