// SPDX-License-Identifier: Apache-2.0
package io.lateen.proto;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.ExtensionRegistry;
import io.envoyproxy.pgv.validate.Validate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Descriptors of every v3 message of Envoy, by name or type URL (decision 030). A file is linked
 * when a type of it is first asked for; the whole set would take a quarter of a second. Safe on any
 * thread.
 */
public final class EnvoyApi {

  private static final String RESOURCE = "envoy-api.desc";

  /** The set that this build carries; loaded with this class. */
  private static final EnvoyApi BUILT_IN = load();

  private final Map<String, FileDescriptorProto> files = new HashMap<>();
  private final Map<String, String> fileOfType = new HashMap<>();
  private final Map<String, FileDescriptor> linked = new HashMap<>();
  private final Map<String, Optional<Descriptor>> found = new ConcurrentHashMap<>();

  private EnvoyApi(FileDescriptorSet set) {
    for (var file : set.getFileList()) {
      files.put(file.getName(), file);
      file.getMessageTypeList().forEach(type -> index(file.getName(), file.getPackage(), type));
    }
  }

  private void index(String file, String scope, DescriptorProto type) {
    var name = scope.isEmpty() ? type.getName() : scope + "." + type.getName();
    fileOfType.put(name, file);
    type.getNestedTypeList().forEach(nested -> index(file, name, nested));
  }

  private static EnvoyApi load() {
    var extensions = ExtensionRegistry.newInstance();
    Validate.registerAllExtensions(extensions);
    try (var in = EnvoyApi.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + RESOURCE);
      }
      return new EnvoyApi(FileDescriptorSet.parseFrom(in, extensions));
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE, e);
    }
  }

  /** The message of that type URL, as in {@code type.googleapis.com/PACKAGE.Name}. */
  public static Optional<Descriptor> ofUrl(String typeUrl) {
    return of(typeUrl.substring(typeUrl.lastIndexOf('/') + 1));
  }

  /** The message of that full name; empty when this version of Envoy's API has none. */
  public static Optional<Descriptor> of(String fullName) {
    var known = BUILT_IN.found.get(fullName);
    return known != null ? known : BUILT_IN.link(fullName);
  }

  /** Names that are not there are not kept: users choose them. */
  private Optional<Descriptor> link(String fullName) {
    var file = fileOfType.get(fullName);
    if (file == null) {
      return Optional.empty();
    }
    synchronized (linked) {
      return found.computeIfAbsent(fullName, name -> Optional.of(descriptor(linkFile(file), name)));
    }
  }

  private FileDescriptor linkFile(String name) {
    var known = linked.get(name);
    if (known != null) {
      return known;
    }
    var proto = files.get(name);
    var needed =
        proto.getDependencyList().stream().map(this::linkFile).toArray(FileDescriptor[]::new);
    try {
      var file = FileDescriptor.buildFrom(proto, needed);
      linked.put(name, file);
      return file;
    } catch (DescriptorValidationException e) {
      throw new IllegalStateException(name, e);
    }
  }

  private static Descriptor descriptor(FileDescriptor file, String fullName) {
    var scope = file.getPackage();
    var path = scope.isEmpty() ? fullName : fullName.substring(scope.length() + 1);
    var names = path.split("\\.");
    var type = file.findMessageTypeByName(names[0]);
    for (int depth = 1; depth < names.length; depth++) {
      type = type.findNestedTypeByName(names[depth]);
    }
    return type;
  }
}
