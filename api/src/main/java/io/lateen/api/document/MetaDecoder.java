// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.document;

import io.lateen.api.Kind;
import io.lateen.api.ObjectMeta;
import io.lateen.api.decode.rule.DnsNames;
import io.lateen.base.decode.ObjectReader;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;

/** Decodes the metadata of objects (Kubernetes API meta/v1 ObjectMeta). */
final class MetaDecoder {

  private static final String DRY_RUN = "istio.io/dry-run";

  /** Annotations that Istio sets itself; an author could gain rights with them. */
  private static final List<String> INTERNAL =
      List.of(
          "internal.istio.io/webhook-always-reject",
          "internal.istio.io/parents",
          "internal.istio.io/parent-namespace");

  private MetaDecoder() {}

  static ObjectMeta decode(ObjectReader in, Kind kind, String namespace) {
    var labels = in.stringMap("labels");
    var annotations = in.stringMap("annotations");
    var meta =
        new ObjectMeta(
            namespace,
            in.string("name"),
            labels,
            annotations,
            creation(in),
            in.string("uid"),
            in.value("generation")
                .map(value -> value.integer(0L, Long.MAX_VALUE).orElse(0L))
                .orElse(0L));
    in.ignore(
        "namespace",
        "generateName",
        "selfLink",
        "resourceVersion",
        "deletionTimestamp",
        "deletionGracePeriodSeconds",
        "ownerReferences",
        "finalizers",
        "managedFields",
        "clusterName");
    in.done();
    check(in, kind, meta);
    return meta;
  }

  private static void check(ObjectReader in, Kind kind, ObjectMeta meta) {
    DnsNames.objectNameFault(meta.name()).ifPresent(fault -> in.error("name", fault));
    if (kind.namespaced() && !DnsNames.isLabel(meta.namespace())) {
      in.error("namespace", "\"" + meta.namespace() + "\" is not a name of a namespace");
    }
    checkAnnotations(in, kind, meta.annotations());
  }

  private static void checkAnnotations(
      ObjectReader in, Kind kind, Map<String, String> annotations) {
    if (!kind.group().endsWith("istio.io")) {
      return;
    }
    if (annotations.containsKey(DRY_RUN) && !kind.kind().equals("AuthorizationPolicy")) {
      in.error("annotations", DRY_RUN + " works for AuthorizationPolicy only");
    }
    for (var name : INTERNAL) {
      if (annotations.containsKey(name)) {
        in.error("annotations", name + " is internal and cannot be set");
      }
    }
  }

  private static Instant creation(ObjectReader in) {
    var text = in.string("creationTimestamp");
    if (text.isEmpty()) {
      return Instant.EPOCH;
    }
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      in.error("creationTimestamp", "must be a time as in 2026-01-31T12:00:00Z (RFC 3339)");
      return Instant.EPOCH;
    }
  }
}
