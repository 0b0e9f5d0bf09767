// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.gatewayapi;

import io.lateen.api.Kinds;
import io.lateen.api.ObjectMeta;
import io.lateen.api.decode.rule.Checked;
import io.lateen.api.gatewayapi.BackendRef;
import io.lateen.api.gatewayapi.ObjectRef;
import io.lateen.api.gatewayapi.ParentRef;
import io.lateen.api.networking.HeaderRules;
import io.lateen.base.decode.ObjectReader;
import java.util.List;
import java.util.function.Function;

/** Decodes what routes are attached to and where they lead. */
final class References {

  private static final int MAX_PARENTS = 32;
  private static final int MAX_BACKENDS = 16;
  private static final int MAX_WEIGHT = 1_000_000;

  /** Kind of Istio that names a host where others name an object. */
  private static final String HOSTNAME = "Hostname";

  private References() {}

  static List<ParentRef> parents(ObjectReader in, ObjectMeta meta) {
    Names.atMost(in, "parentRefs", MAX_PARENTS);
    var parents = in.objects("parentRefs", part -> parent(part, meta));
    Names.unique(in, "parentRefs", parents.stream().map(References::identity));
    in.ignore("useDefaultGateways");
    return parents;
  }

  private static String identity(ParentRef parent) {
    return parent.kind()
        + " "
        + parent.namespace()
        + "/"
        + parent.name()
        + (parent.section().isEmpty() ? "" : " section " + parent.section())
        + (parent.port().isEmpty() ? "" : " port " + parent.port().getAsInt());
  }

  private static ParentRef parent(ObjectReader in, ObjectMeta meta) {
    var namespace = Names.namespace(in);
    var parent =
        new ParentRef(
            Names.group(in, Kinds.GATEWAY_API),
            Names.kind(in, "Gateway"),
            namespace.isEmpty() ? meta.namespace() : namespace,
            in.requiredString("name"),
            Names.section(in, "sectionName"),
            Checked.port(in, "port"),
            in.line());
    in.done();
    return parent;
  }

  /**
   * The backends of a rule.
   *
   * @param filters reads the changes to headers that a backend may have
   */
  static List<BackendRef> backends(ObjectReader in, Function<ObjectReader, HeaderRules> filters) {
    Names.atMost(in, "backendRefs", MAX_BACKENDS);
    return in.objects(
        "backendRefs",
        part -> {
          int weight = part.optionalInteger("weight", 0, MAX_WEIGHT).orElse(1);
          return backend(part, weight, filters.apply(part));
        });
  }

  /**
   * A reference to an object.
   *
   * @param kind what it is when none is written; empty when one must be
   */
  static ObjectRef object(ObjectReader in, String kind) {
    if (kind.isEmpty()) {
      for (var field : List.of("group", "kind")) {
        if (!in.has(field)) {
          in.error(field, "is required");
        }
      }
    }
    var ref =
        new ObjectRef(
            Names.group(in, ""),
            Names.kind(in, kind),
            Names.namespace(in),
            in.requiredString("name"));
    in.done();
    return ref;
  }

  /** A backend without weight. */
  static BackendRef backend(ObjectReader in) {
    return backend(in, 1, HeaderRules.NONE);
  }

  private static BackendRef backend(ObjectReader in, int weight, HeaderRules headers) {
    var ref =
        new BackendRef(
            Names.group(in, ""),
            Names.kind(in, "Service"),
            Names.namespace(in),
            in.requiredString("name"),
            Checked.port(in, "port"),
            weight,
            headers,
            in.line());
    in.done();
    boolean service = ref.group().isEmpty() && ref.kind().equals("Service");
    boolean host = ref.group().equals(Kinds.NETWORKING) && ref.kind().equals(HOSTNAME);
    if (ref.port().isEmpty() && (service || host)) {
      in.error("port", "is required");
    }
    if (service && ref.name().indexOf('.') >= 0) {
      in.error("name", "must be the name of a Service, not a host");
    }
    if (host && !ref.namespace().isEmpty()) {
      in.error("namespace", "cannot stand beside the kind Hostname");
    }
    return ref;
  }
}
