// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.telemetry;

import io.lateen.api.ObjectMeta;
import io.lateen.api.decode.SpecDecoder;
import io.lateen.api.decode.rule.Cel;
import io.lateen.api.decode.rule.Checked;
import io.lateen.api.decode.rule.Targets;
import io.lateen.api.telemetry.AccessLogging;
import io.lateen.api.telemetry.Telemetry;
import io.lateen.api.telemetry.Tracing;
import io.lateen.api.telemetry.WorkloadMode;
import io.lateen.base.decode.ObjectReader;
import java.util.List;

/**
 * Decodes telemetry (api: telemetry/v1alpha1/telemetry.proto; rules: pkg/config/validation
 * ValidateTelemetry).
 */
public final class TelemetryDecoder implements SpecDecoder<Telemetry> {

  @Override
  public Telemetry decode(ObjectReader document, ObjectMeta meta) {
    var in = document.root("spec");
    var telemetry =
        new Telemetry(
            Targets.read(in),
            in.objects("tracing", TelemetryDecoder::tracing),
            in.objects("metrics", MetricsDecoder::decode),
            in.objects("accessLogging", TelemetryDecoder::accessLogging));
    in.done();
    if (telemetry.tracing().size() > 1) {
      in.warning("tracing", "only the first entry is used", "");
    }
    return telemetry;
  }

  private static Tracing tracing(ObjectReader in) {
    var percentage = in.number("randomSamplingPercentage");
    var tracing =
        new Tracing(
            mode(in),
            providers(in),
            percentage,
            in.optionalBool("disableSpanReporting"),
            CustomTagDecoder.tags(in),
            in.optionalBool("useRequestIdForTraceSampling"),
            in.optionalBool("enableIstioTags"),
            in.optionalBool("disableContextPropagation"),
            in.line());
    in.done();
    if (tracing.providers().size() > 1) {
      in.warning("providers", "only the first provider is used", "");
    }
    if (percentage.isPresent()
        && !(percentage.getAsDouble() >= 0 && percentage.getAsDouble() <= 100)) {
      in.error("randomSamplingPercentage", "must be from 0 to 100");
    }
    return tracing;
  }

  private static AccessLogging accessLogging(ObjectReader in) {
    var logging =
        new AccessLogging(
            mode(in),
            providers(in),
            in.optionalBool("disabled"),
            in.object("filter", TelemetryDecoder::expression).orElse(""),
            in.line());
    in.done();
    return logging;
  }

  private static String expression(ObjectReader in) {
    var expression = Checked.string(in, "expression", Cel::fault);
    in.done();
    return expression;
  }

  private static WorkloadMode mode(ObjectReader in) {
    return in.object(
            "match",
            match -> {
              var mode = match.enumeration("mode", WorkloadMode.CLIENT_AND_SERVER);
              match.done();
              return mode;
            })
        .orElse(WorkloadMode.CLIENT_AND_SERVER);
  }

  static List<String> providers(ObjectReader in) {
    return in.objects(
        "providers",
        provider -> {
          var name = provider.requiredString("name");
          provider.done();
          return name;
        });
  }
}
