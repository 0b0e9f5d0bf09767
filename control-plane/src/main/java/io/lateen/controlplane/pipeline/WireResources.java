// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.pipeline;

import com.google.protobuf.ByteString;
import io.lateen.base.map.DiffMap;
import io.lateen.proto.difference.Part;
import io.lateen.translate.EncodedResource;
import io.lateen.xds.resource.XdsResource;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The resources of each type as streams take them, made once for all proxies that have the same,
 * and from those before by what differs. Used by the writer only. It keeps what workloads got since
 * the last publication to all, so it is bounded by their number.
 */
final class WireResources {

  /** Resources of a type. */
  static final class Typed {

    private static final Object NO_PUBLICATION = new Object();

    static final Typed NONE = new Typed(DiffMap.empty(), DiffMap.empty());

    private final Map<String, EncodedResource> made;
    private final DiffMap<String, XdsResource> wire;
    private final boolean partial;

    /** The newest publication to all that it is known to be part of. */
    private Object publication = NO_PUBLICATION;

    private Typed(Map<String, EncodedResource> made, DiffMap<String, XdsResource> wire) {
      this.made = made;
      this.wire = wire;
      this.partial = made.size() != wire.size();
    }

    /** As the translator made them. */
    Map<String, EncodedResource> made() {
      return made;
    }

    /** As streams take them. */
    DiffMap<String, XdsResource> wire() {
      return wire;
    }

    /** Whether some resource could not be sent; it is tried again each time. */
    boolean isPartial() {
      return partial;
    }
  }

  private final Outgoing outgoing;
  private Object publication = new Object();
  private Map<Map<String, EncodedResource>, Typed> known = new IdentityHashMap<>();
  private final Map<String, Typed> newest = new HashMap<>();

  WireResources(Outgoing outgoing) {
    this.outgoing = outgoing;
  }

  /** Begins a publication to all proxies: what none of them gets then is let go. */
  void everyone() {
    publication = new Object();
    known = new IdentityHashMap<>();
    newest.clear();
  }

  /**
   * Resources of a type; the same object for the same resources.
   *
   * @param before those of the same proxy before
   */
  Typed of(String type, Typed before, Map<String, EncodedResource> now) {
    if (before.made() == now && !before.isPartial()) {
      keep(before);
      return before;
    }
    var shared = known.get(now);
    if (shared != null && !shared.isPartial()) {
      return shared;
    }
    var start = before == Typed.NONE ? newest.getOrDefault(type, Typed.NONE) : before;
    var typed = new Typed(now, wire(type, start, now));
    keep(typed);
    newest.put(type, typed);
    return typed;
  }

  /** What a proxy has stays; others that get the same find it. */
  void stays(ProxyView view) {
    for (var typed : view.byType().values()) {
      keep(typed);
    }
  }

  /** Most have the same as others, who had it kept already. */
  private void keep(Typed typed) {
    if (typed.publication != publication) {
      typed.publication = publication;
      known.put(typed.made(), typed);
    }
  }

  private DiffMap<String, XdsResource> wire(
      String type, Typed start, Map<String, EncodedResource> now) {
    var had = start.wire();
    if (start.isPartial()) {
      DiffMap<String, XdsResource> wire = DiffMap.empty();
      for (var resource : now.values()) {
        wire = wire.with(resource.name(), wire(type, had.get(resource.name()), resource));
      }
      return wire;
    }
    var wire = had;
    for (var name : DiffMap.copyOf(start.made()).changed(DiffMap.copyOf(now))) {
      wire = wire.with(name, wire(type, had.get(name), now.get(name)));
    }
    return wire;
  }

  private @Nullable XdsResource wire(
      String type, @Nullable XdsResource had, @Nullable EncodedResource now) {
    if (now == null || (had != null && had.version().equals(now.version()))) {
      return now == null ? null : had;
    }
    return outgoing
        .bytes(type, now)
        .map(bytes -> new XdsResource(now.name(), now.version(), content(now, bytes)))
        .orElse(null);
  }

  /** Of what goes out as it was made the parts are known. */
  private static Part content(EncodedResource made, ByteString bytes) {
    return bytes == made.bytes() ? made.content() : Part.of(bytes);
  }
}
