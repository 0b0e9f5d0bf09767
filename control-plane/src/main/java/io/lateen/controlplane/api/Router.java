// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.api;

import java.util.List;

/** Finds the resource that answers a call. */
public final class Router {

  private final List<Mount> mounts;

  /** A router over resources; the first whose path is a prefix of the call's answers. */
  Router(List<Mount> mounts) {
    this.mounts = List.copyOf(mounts);
  }

  /** A resource and where it is. */
  record Mount(List<String> prefix, Resource resource) {

    static Mount at(String path, Resource resource) {
      return new Mount(
          List.of(path.split("/")).stream().filter(s -> !s.isEmpty()).toList(), resource);
    }

    boolean covers(List<String> segments) {
      return segments.size() >= prefix.size() && segments.subList(0, prefix.size()).equals(prefix);
    }
  }

  /** Something that answers calls; throws {@link Refusal} to end early. */
  interface Resource {

    /** Answers; the rest is the part of the path below the mount. */
    Reply answer(Call call, List<String> rest);
  }

  Reply route(Call call) {
    for (var mount : mounts) {
      if (mount.covers(call.segments())) {
        return mount
            .resource()
            .answer(call, call.segments().subList(mount.prefix().size(), call.segments().size()));
      }
    }
    return Statuses.notFound("the path " + call.path());
  }
}
