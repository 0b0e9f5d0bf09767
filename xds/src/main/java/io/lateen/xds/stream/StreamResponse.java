// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.stream;

import com.google.protobuf.ByteString;
import io.lateen.xds.resource.XdsResource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * One response, ready to be written.
 *
 * @param version the version of the response; for display in the incremental variant
 * @param removed names that the client must forget; always empty in state-of-the-world responses
 * @param epoch of the view that it was made from
 */
public record StreamResponse(
    String typeUrl,
    String nonce,
    String version,
    List<Entry> entries,
    List<String> removed,
    long epoch) {

  /**
   * A resource under the name that the client asked for.
   *
   * @param name differs from the resource's own name when it is an alias
   * @param present false says "there is no such resource" where {@code removed} will not do
   * @param others further names that the client has for it; a response holds a resource only once
   * @param difference what is written instead: see {@link XdsResource#since}
   */
  public record Entry(
      String name,
      XdsResource resource,
      boolean present,
      List<String> others,
      Optional<ByteString> difference) {

    private static final String NO_VERSION = "none";

    /** A resource that exists. */
    static Entry of(String name, XdsResource resource) {
      return new Entry(name, resource, true, List.of(), Optional.empty());
    }

    /** A resource of which the client holds another version. */
    static Entry since(XdsResource held, String name, XdsResource resource) {
      var difference =
          name.equals(resource.name()) ? resource.since(held) : Optional.<ByteString>empty();
      return new Entry(name, resource, true, List.of(), difference);
    }

    /** A resource that does not exist. */
    static Entry absent(String name) {
      var none = new XdsResource(name, NO_VERSION, ByteString.EMPTY);
      return new Entry(name, none, false, List.of(), Optional.empty());
    }

    /** One entry for each resource: Envoy refuses a response that names one twice. */
    static List<Entry> once(List<Entry> entries) {
      var byResource = new LinkedHashMap<String, Entry>();
      for (var entry : entries) {
        byResource.merge(entry.resource().name(), entry, Entry::and);
      }
      return List.copyOf(byResource.values());
    }

    private Entry and(Entry same) {
      var more = new ArrayList<>(others);
      more.addAll(same.names());
      return new Entry(name, resource, present, List.copyOf(more), Optional.empty());
    }

    /** About the bytes that it takes, without the name. */
    int size() {
      return difference.map(ByteString::size).orElseGet(() -> resource.value().size());
    }

    /** All names that the client has for it. */
    public List<String> names() {
      if (others.isEmpty()) {
        return List.of(name);
      }
      var names = new ArrayList<String>();
      names.add(name);
      names.addAll(others);
      return names;
    }

    /** Names that are not the resource's own; one without content is found by its alias only. */
    public List<String> aliases() {
      if (others.isEmpty() && present && name.equals(resource.name())) {
        return List.of();
      }
      return names().stream().filter(each -> !present || !each.equals(resource.name())).toList();
    }
  }
}
