// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.api;

import io.lateen.sourcestore.AuditTrail;
import io.lateen.sourcestore.StoreException;
import io.lateen.sourcestore.audit.AuditText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * {@code /lateen/v1/audit}: records after the parameter {@code after}, or the newest; {@code
 * /lateen/v1/audit/export}: a copy of the whole log that can be verified elsewhere.
 */
final class AuditResource {

  /** Records in one answer. */
  private static final int MAX_LIMIT = 1000;

  private final AuditTrail audit;

  AuditResource(AuditTrail audit) {
    this.audit = audit;
  }

  Reply answer(Call call, List<String> rest) {
    if (!call.method().equals("GET")) {
      return Statuses.methodNotAllowed(call.method());
    }
    if (rest.isEmpty()) {
      return list(call);
    }
    return rest.equals(List.of("export"))
        ? new Reply.Stream("text/plain; charset=utf-8", write(result(audit.export())))
        : Statuses.notFound(call.path());
  }

  private Reply list(Call call) {
    var limit = (int) call.number("limit", 50, MAX_LIMIT);
    var after = call.number("after", Math.max(0, audit.last() - limit), Long.MAX_VALUE);
    var answer = Rendering.document("AuditList").put("last", audit.last());
    var items = answer.putArray("items");
    for (AuditText.Line line : result(audit.after(after, limit))) {
      items.add(Rendering.parse(line.json()).put("hash", line.hash()));
    }
    return Reply.Json.ok(answer);
  }

  private static Reply.Writer write(AuditTrail.Export export) {
    return out -> {
      for (var file : export.sealed()) {
        Files.copy(file, out);
      }
      end(out, export.open());
    };
  }

  private static void end(OutputStream out, String open) throws IOException {
    out.write(open.getBytes(StandardCharsets.UTF_8));
  }

  private static <T> T result(CompletableFuture<T> answer) {
    try {
      return answer.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof StoreException store) {
        throw new Refusal(Writes.answer(store.failure()));
      }
      throw e;
    }
  }
}
