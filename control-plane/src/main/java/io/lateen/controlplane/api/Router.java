// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.api;

import io.lateen.controlplane.access.Area;
import io.lateen.controlplane.access.Question;
import io.lateen.controlplane.access.Verb;
import java.util.List;

/** Finds the resource that answers a call. */
public final class Router {

  private final List<Mount> mounts;

  /** A router over resources; the first whose path is a prefix of the call's answers. */
  Router(List<Mount> mounts) {
    this.mounts = List.copyOf(mounts);
  }

  /** A resource, where it is, and what a caller must be allowed before it answers. */
  record Mount(List<String> prefix, Guard guard, Resource resource) {

    static Mount at(String path, Guard guard, Resource resource) {
      return new Mount(
          List.of(path.split("/")).stream().filter(s -> !s.isEmpty()).toList(), guard, resource);
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
        return guarded(mount, call);
      }
    }
    call.demand(Question.all(Verb.GET, Area.DISCOVERY));
    return Statuses.notFound("the path " + call.path());
  }

  private static Reply guarded(Mount mount, Call call) {
    var rest = call.segments().subList(mount.prefix().size(), call.segments().size());
    var question = mount.guard().question(call, rest);
    call.demand(question);
    return switch (mount.resource().answer(call, rest)) {
      case Reply.Stream stream ->
          new Reply.Stream(
              stream.contentType(),
              out -> stream.writer().write(new GuardedStream(out, () -> call.may(question))));
      case Reply reply -> reply;
    };
  }

  /** Where the resources are; for the test that knocks at each. */
  List<String> paths() {
    return mounts.stream().map(mount -> "/" + String.join("/", mount.prefix())).toList();
  }
}
