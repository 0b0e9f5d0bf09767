// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.envoyfilter;

import io.lateen.analysis.Analyzer;
import io.lateen.analysis.Code;
import io.lateen.analysis.Findings;
import io.lateen.analysis.document.AnalyzedDocument;
import io.lateen.analysis.document.Part;
import io.lateen.analysis.document.TypeName;
import io.lateen.analysis.inventory.Inventory;
import java.util.HashSet;
import java.util.Set;

/**
 * Patches whose operation does not fit what they are applied to, and patches relative to filters
 * that may not be there yet because nobody gave them a priority.
 */
public final class EnvoyFilterAnalyzer implements Analyzer {

  private static final Set<String> ROUTES = Set.of("ROUTE_CONFIGURATION", "HTTP_ROUTE");
  private static final Set<String> REPLACEABLE =
      Set.of("NETWORK_FILTER", "HTTP_FILTER", "VIRTUAL_HOST");

  @Override
  public String name() {
    return "envoyfilter.EnvoyPatchAnalyzer";
  }

  @Override
  public void analyze(Inventory inventory, Findings findings) {
    var versioned = new HashSet<String>();
    for (var filter : inventory.of(TypeName.ENVOY_FILTER)) {
      var unordered = filter.spec("priority").number().orElse(0) == 0;
      for (var patch : filter.spec("configPatches").items()) {
        if (!patch.at("patch").exists()) {
          break;
        }
        var name = filterName(patch);
        check(filter, patch, unordered, versioned.contains(name), findings);
        if (!patch.at("match", "proxy", "proxyVersion").text().isEmpty()) {
          versioned.add(name);
        }
      }
    }
  }

  /** Name of the filter that a patch brings or matches. */
  private static String filterName(Part patch) {
    var value = patch.at("patch", "value");
    if (!value.exists()) {
      return "";
    }
    var own = value.at("name").text();
    return own.isEmpty()
        ? patch.at("match", "listener", "filterChain", "filter", "name").text()
        : own;
  }

  private static void check(
      AnalyzedDocument filter, Part patch, boolean unordered, boolean versioned, Findings found) {
    var operation = patch.at("patch", "operation");
    var target = patch.at("applyTo").text();
    var relative = false;
    switch (operation.text()) {
      case "ADD" -> {
        if (ROUTES.contains(target)) {
          found.add(Code.ENVOY_FILTER_ADD, filter, operation, ignored("ADD", target));
        }
      }
      case "REMOVE" -> {
        relative = !ROUTES.contains(target);
        if (!relative) {
          found.add(Code.ENVOY_FILTER_REMOVE, filter, operation, ignored("REMOVE", target));
        }
      }
      case "REPLACE" -> {
        relative = REPLACEABLE.contains(target);
        if (!relative) {
          found.add(
              Code.ENVOY_FILTER_REPLACE,
              filter,
              operation,
              "The REPLACE operation only works for %s, not for %s"
                  .formatted("HTTP_FILTER, NETWORK_FILTER and VIRTUAL_HOST", target));
        }
      }
      case "INSERT_BEFORE", "INSERT_AFTER" -> relative = true;
      default -> {}
    }
    if (relative && unordered) {
      reportRelative(filter, operation, versioned, found);
    }
  }

  private static String ignored(String operation, String target) {
    return "The %s operation is ignored when applyTo is %s".formatted(operation, target);
  }

  private static void reportRelative(
      AnalyzedDocument filter, Part operation, boolean versioned, Findings found) {
    if (versioned) {
      found.add(
          Code.ENVOY_FILTER_RELATIVE_WITH_VERSION,
          filter,
          operation,
          "Without a priority, the relative operation %s of a filter that others patch by proxyVersion may be lost during an upgrade; set a priority, or use INSERT_FIRST or ADD"
              .formatted(operation.text()));
    } else {
      found.add(
          Code.ENVOY_FILTER_RELATIVE_OPERATION,
          filter,
          operation,
          "Without a priority, the relative operation %s may come before the filter it relates to; set a priority, or use INSERT_FIRST or ADD"
              .formatted(operation.text()));
    }
  }
}
