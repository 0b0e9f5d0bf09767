// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.stream;

import com.google.protobuf.ByteString;
import io.lateen.xds.resource.ResourceView;
import io.lateen.xds.resource.TypeUrls;
import io.lateen.xds.resource.XdsResource;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A view made of short type names, resource names and versions: {@code cds a=1 b=1}. */
public record FakeView(long epoch, Map<String, Map<String, XdsResource>> types)
    implements ResourceView {

  private static final ByteString FILLING = ByteString.copyFromUtf8("x".repeat(5_000));

  public static final FakeView EMPTY = new FakeView(0, Map.of());

  @Override
  public Map<String, XdsResource> resources(String typeUrl) {
    return types.getOrDefault(typeUrl, Map.of());
  }

  /** Virtual hosts {@code route/host} are found by {@code route/alias-of-host} too. */
  @Override
  public Optional<XdsResource> find(String typeUrl, String name) {
    var real = typeUrl.equals(TypeUrls.VIRTUAL_HOST) ? name.replace("alias-of-", "") : name;
    return Optional.ofNullable(resources(typeUrl).get(real));
  }

  /** The next epoch with one resource added or replaced. */
  public FakeView with(String type, String name, String version) {
    var changed = copy(type);
    changed.put(name, resource(name, version));
    return next(type, changed);
  }

  /** The next epoch without a resource. */
  public FakeView without(String type, String name) {
    var changed = copy(type);
    changed.remove(name);
    return next(type, changed);
  }

  /** The same content as another epoch. */
  public FakeView again() {
    return new FakeView(epoch + 1, types);
  }

  /** The version of a resource. */
  public Optional<String> version(String type, String name) {
    return Optional.ofNullable(resources(url(type)).get(name)).map(XdsResource::version);
  }

  private TreeMap<String, XdsResource> copy(String type) {
    return new TreeMap<>(resources(url(type)));
  }

  private FakeView next(String type, TreeMap<String, XdsResource> changed) {
    var all = new TreeMap<>(types);
    all.put(url(type), Collections.unmodifiableMap(changed));
    return new FakeView(epoch + 1, all);
  }

  /** The same with contents of which differences are worth it. */
  public FakeView large() {
    var all = new TreeMap<String, Map<String, XdsResource>>();
    types.forEach(
        (type, resources) -> {
          var large = new TreeMap<String, XdsResource>();
          resources.forEach((name, resource) -> large.put(name, large(resource)));
          all.put(type, large);
        });
    return new FakeView(epoch, all);
  }

  static XdsResource large(XdsResource small) {
    return new XdsResource(small.name(), small.version(), FILLING.concat(small.value()));
  }

  public static XdsResource resource(String name, String version) {
    return new XdsResource(name, version, ByteString.copyFromUtf8(name + version));
  }

  /** The type URL of {@code cds} and its siblings. */
  public static String url(String type) {
    return TypeUrls.PUSH_ORDER.stream()
        .filter(url -> TypeUrls.shortName(url).equals(type))
        .findFirst()
        .orElse("type.googleapis.com/" + type);
  }
}
