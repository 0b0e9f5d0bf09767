// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.annotation;

import io.lateen.api.decode.rule.Addresses;
import io.lateen.base.decode.Documents;
import io.lateen.base.decode.Node.Mapping;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What is wrong with the value of an annotation (istio/istio pkg/kube/inject/validate.go). */
final class AnnotationValues {

  private static final String TRAFFIC = "traffic.sidecar.istio.io/";
  private static final String READINESS = "readiness.status.sidecar.istio.io/";
  private static final Pattern QUANTITY =
      Pattern.compile(
          "[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]+)?");
  private static final Pattern INTERFACE = Pattern.compile("[A-Za-z0-9_.:@-]{1,15}");
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,10}");
  private static final Set<String> BOOLEANS =
      Set.of("1", "t", "T", "TRUE", "true", "True", "0", "f", "F", "FALSE", "false", "False");
  private static final int MAX_PORT = 65_535;
  private static final long MAX_NUMBER = 0xFFFF_FFFFL;

  private static final Map<String, Function<String, Optional<String>>> RULES =
      Map.ofEntries(
          Map.entry("sidecar.istio.io/interceptionMode", AnnotationValues::mode),
          Map.entry("status.sidecar.istio.io/port", AnnotationValues::port),
          Map.entry(READINESS + "initialDelaySeconds", AnnotationValues::number),
          Map.entry(READINESS + "periodSeconds", AnnotationValues::number),
          Map.entry(READINESS + "failureThreshold", AnnotationValues::number),
          Map.entry(TRAFFIC + "includeOutboundIPRanges", orStar(AnnotationValues::blocks)),
          Map.entry(TRAFFIC + "excludeOutboundIPRanges", AnnotationValues::blocks),
          Map.entry(TRAFFIC + "includeInboundPorts", orStar(AnnotationValues::ports)),
          Map.entry(TRAFFIC + "excludeInboundPorts", AnnotationValues::ports),
          Map.entry(TRAFFIC + "excludeOutboundPorts", AnnotationValues::ports),
          Map.entry(TRAFFIC + "excludeInterfaces", AnnotationValues::interfaces),
          Map.entry(TRAFFIC + "kubevirtInterfaces", AnnotationValues::interfaces),
          Map.entry("istio.io/reroute-virtual-interfaces", AnnotationValues::interfaces),
          Map.entry("prometheus.istio.io/merge-metrics", AnnotationValues::bool),
          Map.entry("proxy.istio.io/config", AnnotationValues::proxyConfig),
          Map.entry("sidecar.istio.io/proxyCPU", AnnotationValues::quantity),
          Map.entry("sidecar.istio.io/proxyMemory", AnnotationValues::quantity),
          Map.entry("sidecar.istio.io/proxyCPULimit", AnnotationValues::quantity),
          Map.entry("sidecar.istio.io/proxyMemoryLimit", AnnotationValues::quantity));

  private AnnotationValues() {}

  /** The fault of a value; empty when it is good or nobody checks it. */
  static Optional<String> fault(String name, String value) {
    return Optional.ofNullable(RULES.get(name)).flatMap(rule -> rule.apply(value));
  }

  private static Function<String, Optional<String>> orStar(
      Function<String, Optional<String>> rule) {
    return value -> value.equals("*") ? Optional.empty() : rule.apply(value);
  }

  private static Optional<String> mode(String value) {
    return when(
        !Set.of("REDIRECT", "TPROXY", "NONE").contains(value),
        "\"" + value + "\" is not REDIRECT, TPROXY or NONE");
  }

  private static Optional<String> number(String value) {
    return when(
        !DIGITS.matcher(value).matches() || Long.parseLong(value) > MAX_NUMBER,
        "\"" + value + "\" is not a whole number");
  }

  private static Optional<String> port(String value) {
    var text = value.strip();
    return when(
        !DIGITS.matcher(text).matches() || Long.parseLong(text) > MAX_PORT,
        "\"" + value + "\" is not a port");
  }

  private static Optional<String> ports(String value) {
    return each(value.strip(), AnnotationValues::port);
  }

  private static Optional<String> blocks(String value) {
    return each(
        value,
        block ->
            block.contains("/")
                ? Addresses.subnetFault(block)
                : Optional.of("\"" + block + "\" is not a CIDR block"));
  }

  private static Optional<String> interfaces(String value) {
    return each(
        value,
        one ->
            when(
                !INTERFACE.matcher(one.strip()).matches(),
                "\"" + one + "\" is not a name of a network interface"));
  }

  private static Optional<String> bool(String value) {
    return when(!BOOLEANS.contains(value), "\"" + value + "\" is neither true nor false");
  }

  private static Optional<String> quantity(String value) {
    return when(
        !QUANTITY.matcher(value).matches(),
        "\"" + value + "\" is not a quantity as in 500m or 128Mi");
  }

  private static Optional<String> proxyConfig(String value) {
    var read = Documents.read("", value);
    if (!read.problems().isEmpty()) {
      return Optional.of(read.problems().list().getFirst().message());
    }
    return when(
        read.roots().stream().anyMatch(root -> !(root instanceof Mapping)),
        "it is not an object with fields of a ProxyConfig");
  }

  private static Optional<String> each(String value, Function<String, Optional<String>> rule) {
    return value.isEmpty()
        ? Optional.empty()
        : Arrays.stream(value.split(",", -1)).map(rule).flatMap(Optional::stream).findFirst();
  }

  private static Optional<String> when(boolean bad, String fault) {
    return bad ? Optional.of(fault) : Optional.empty();
  }
}
