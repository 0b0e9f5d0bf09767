// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.meshconfig;

import io.lateen.api.decode.rule.Checked;
import io.lateen.api.meshconfig.AccessToken;
import io.lateen.api.meshconfig.ServiceAddress;
import io.lateen.api.meshconfig.Tracer;
import io.lateen.api.meshconfig.Tracer.DynatraceSampler;
import io.lateen.api.meshconfig.Tracer.GrpcSettings;
import io.lateen.api.meshconfig.Tracer.HttpSettings;
import io.lateen.base.decode.ObjectReader;
import java.util.List;
import java.util.Optional;

/** Decodes providers that traces are sent to. */
final class TracerDecoder {

  private static final String MAX_TAG = "maxTagLength";

  private TracerDecoder() {}

  static Tracer zipkin(ObjectReader in) {
    var context = in.string("traceContextOption");
    var tracer =
        new Tracer.Zipkin(
            ExtensionProviderDecoder.address(in),
            Checked.count(in, MAX_TAG),
            in.bool("enable64bitTraceId"),
            in.string("path"),
            context.equals("USE_B3_WITH_W3C_PROPAGATION"),
            Checked.duration(in, "timeout"),
            ExtensionProviderDecoder.headers(in, "headers"));
    in.done();
    if (!List.of("", "USE_B3", "USE_B3_WITH_W3C_PROPAGATION").contains(context)) {
      in.error("traceContextOption", "must be USE_B3 or USE_B3_WITH_W3C_PROPAGATION");
    }
    return tracer;
  }

  static Tracer datadog(ObjectReader in) {
    var tracer =
        new Tracer.Datadog(ExtensionProviderDecoder.address(in), Checked.count(in, MAX_TAG));
    in.done();
    return tracer;
  }

  static Tracer lightstep(ObjectReader in) {
    var tracer =
        new Tracer.Lightstep(
            ExtensionProviderDecoder.address(in),
            Checked.count(in, MAX_TAG),
            new AccessToken(in.requiredString("accessToken")));
    in.done();
    return tracer;
  }

  static Tracer openCensus(ObjectReader in) {
    var tracer =
        new Tracer.OpenCensus(
            ExtensionProviderDecoder.address(in),
            Checked.count(in, MAX_TAG),
            in.strings("context"));
    in.done();
    return tracer;
  }

  static Tracer skyWalking(ObjectReader in) {
    var tracer =
        new Tracer.SkyWalking(
            ExtensionProviderDecoder.address(in), new AccessToken(in.string("accessToken")));
    in.done();
    return tracer;
  }

  static Tracer stackdriver(ObjectReader in) {
    var tracer = new Tracer.Stackdriver(Checked.count(in, MAX_TAG));
    Checked.withoutEffect(
        in,
        "debug",
        "maxNumberOfAttributes",
        "maxNumberOfAnnotations",
        "maxNumberOfMessageEvents",
        "logging");
    in.ignore(
        "debug",
        "maxNumberOfAttributes",
        "maxNumberOfAnnotations",
        "maxNumberOfMessageEvents",
        "logging");
    in.done();
    return tracer;
  }

  static Tracer openTelemetry(ObjectReader in) {
    var detectors = in.part("resourceDetectors");
    var enrichment = in.string("serviceAttributeEnrichment");
    var tracer =
        new Tracer.OpenTelemetry(
            ExtensionProviderDecoder.address(in),
            Checked.count(in, MAX_TAG),
            in.object("http", TracerDecoder::http),
            in.object("grpc", TracerDecoder::grpc),
            detectors.has("environment"),
            detectors.has("dynatrace"),
            enrichment.equals("OTEL_SEMANTIC_CONVENTIONS"),
            in.object("dynatraceSampler", TracerDecoder::sampler));
    detectors.done();
    in.done();
    Checked.atMostOne(in, "http", "grpc");
    if (!List.of("", "ISTIO_CANONICAL", "OTEL_SEMANTIC_CONVENTIONS").contains(enrichment)) {
      in.error(
          "serviceAttributeEnrichment", "must be ISTIO_CANONICAL or OTEL_SEMANTIC_CONVENTIONS");
    }
    return tracer;
  }

  private static HttpSettings http(ObjectReader in) {
    var settings =
        new HttpSettings(
            in.string("path"),
            Checked.duration(in, "timeout"),
            ExtensionProviderDecoder.headers(in, "headers"));
    in.done();
    return settings;
  }

  private static GrpcSettings grpc(ObjectReader in) {
    var settings =
        new GrpcSettings(
            Checked.duration(in, "timeout"),
            ExtensionProviderDecoder.headers(in, "initialMetadata"));
    in.done();
    return settings;
  }

  private static DynatraceSampler sampler(ObjectReader in) {
    var api = in.part("httpService");
    Optional<ServiceAddress> address =
        api.isEmpty() ? Optional.empty() : Optional.of(ExtensionProviderDecoder.address(api));
    var sampler =
        new DynatraceSampler(
            in.requiredString("tenant"),
            in.integer("clusterId", Integer.MIN_VALUE, Integer.MAX_VALUE),
            Checked.count(in, "rootSpansPerMinute"),
            address,
            api.object("http", TracerDecoder::http));
    api.done();
    in.done();
    return sampler;
  }
}
