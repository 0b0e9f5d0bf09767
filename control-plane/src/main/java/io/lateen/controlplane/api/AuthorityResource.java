// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.api;

import io.lateen.base.Result;
import io.lateen.controlplane.access.Role;
import io.lateen.controlplane.node.CertificateHolders;
import io.lateen.identity.authority.AuthorityStatus;
import io.lateen.identity.authority.CertificateAuthority;
import io.lateen.identity.authority.Pace;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code GET /lateen/v1/ca}: who signs, what is trusted, what ends when; {@code GET
 * /lateen/v1/ca/bundle}: the roots as PEM; {@code POST /lateen/v1/ca/rotate}: begins a new root,
 * with {@code ?pace=prompt} one that is trusted alone as soon as all have followed.
 */
final class AuthorityResource {

  private final CertificateAuthority authority;
  private final CertificateHolders holders;
  private final Writes writes;
  private final InstantSource clock;

  AuthorityResource(
      CertificateAuthority authority,
      CertificateHolders holders,
      Writes writes,
      InstantSource clock) {
    this.authority = authority;
    this.holders = holders;
    this.writes = writes;
    this.clock = clock;
  }

  Reply answer(Call call, List<String> rest) {
    return switch (call.method() + " " + String.join("/", rest)) {
      case "GET " -> Reply.Json.ok(document(authority.status()));
      case "GET bundle" -> new Reply.Text(200, "application/x-pem-file", authority.bundle().pem());
      case "POST rotate" -> rotate(call);
      case "POST ", "POST bundle", "GET rotate" -> Statuses.methodNotAllowed(call.method());
      default -> Statuses.notFound(call.path());
    };
  }

  private Reply rotate(Call call) {
    var asked = call.parameter("pace").orElse("overlapping");
    var pace =
        switch (asked) {
          case "prompt" -> Pace.PROMPT;
          case "overlapping" -> Pace.OVERLAPPING;
          default -> throw new Refusal(Statuses.badRequest("the pace is prompt or overlapping"));
        };
    var result =
        writes.attempted(
            call,
            Role.ADMIN,
            "rotate",
            "root of the certificate authority, " + asked,
            () -> authority.rotate(pace),
            ended -> ended.isOk() ? "done" : "refused");
    return switch (result) {
      case Result.Ok<AuthorityStatus>(var status) -> {
        AuditLog.write(call, "CertificateAuthority", "rotation begun", 0);
        yield new Reply.Json(202, document(status));
      }
      case Result.Err<AuthorityStatus>(var problems) -> {
        AuditLog.write(call, "CertificateAuthority", "rotation refused", 0);
        yield Statuses.conflict(
            problems.stream()
                .findFirst()
                .map(problem -> problem.message() + "; " + problem.fix())
                .orElse("refused"));
      }
    };
  }

  private ObjectNode document(AuthorityStatus status) {
    var document = Rendering.document("CertificateAuthority");
    document.put("trustDomain", status.trustDomain().name());
    document.put("origin", status.origin()).put("signatures", status.signatures());
    document.put("leafLifetime", status.leafLifetime().toString());
    document.put("phase", status.phase()).put("rotations", status.rotations());
    status.phaseEnds().ifPresent(end -> document.put("phaseEnds", end.toString()));
    document.put("pace", status.prompt() ? "prompt" : "overlapping");
    if (status.phaseEnds().isPresent()) {
      var awaited = document.putArray("awaited");
      holders.awaited(authority.bundle(), clock.instant()).forEach(awaited::add);
    }
    document.set("issuer", certificate(status.issuer()));
    var roots = document.putArray("roots");
    status.roots().forEach(root -> roots.add(certificate(root)));
    var problems = document.putArray("problems");
    for (var problem : status.problems()) {
      problems
          .addObject()
          .put("severity", problem.severity().word())
          .put("message", problem.message())
          .put("fix", problem.fix());
    }
    return document;
  }

  private static ObjectNode certificate(X509Certificate certificate) {
    return Rendering.JSON
        .createObjectNode()
        .put("subject", certificate.getSubjectX500Principal().getName())
        .put("serial", certificate.getSerialNumber().toString(16))
        .put("notBefore", certificate.getNotBefore().toInstant().toString())
        .put("notAfter", certificate.getNotAfter().toInstant().toString())
        .put("sha256", fingerprint(certificate));
  }

  private static String fingerprint(X509Certificate certificate) {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      return HexFormat.of().formatHex(hash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a parsed certificate has an encoding", e);
    }
  }
}
