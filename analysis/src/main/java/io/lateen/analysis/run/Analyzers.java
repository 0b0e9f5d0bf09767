// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.run;

import io.lateen.analysis.Analyzer;
import io.lateen.analysis.annotation.AlphaAnnotationAnalyzer;
import io.lateen.analysis.annotation.AnnotationAnalyzer;
import io.lateen.analysis.authentication.ClaimRoutingAnalyzer;
import io.lateen.analysis.authentication.KeyFetchAnalyzer;
import io.lateen.analysis.authentication.TokenNotDemandedAnalyzer;
import io.lateen.analysis.authorization.AuthorizationAnalyzer;
import io.lateen.analysis.condition.ConditionAnalyzer;
import io.lateen.analysis.deprecation.DeprecationAnalyzer;
import io.lateen.analysis.destination.FailoverAnalyzer;
import io.lateen.analysis.destination.RuleMergeAnalyzer;
import io.lateen.analysis.destination.ServerVerificationAnalyzer;
import io.lateen.analysis.destination.SubsetAnalyzer;
import io.lateen.analysis.document.TypeName;
import io.lateen.analysis.envoyfilter.EnvoyFilterAnalyzer;
import io.lateen.analysis.gateway.CredentialAnalyzer;
import io.lateen.analysis.gateway.GatewayConflictAnalyzer;
import io.lateen.analysis.gateway.GatewayPortAnalyzer;
import io.lateen.analysis.gateway.SharedCertificateAnalyzer;
import io.lateen.analysis.gatewayapi.DefinitionVersionAnalyzer;
import io.lateen.analysis.gatewayapi.SelectorAnalyzer;
import io.lateen.analysis.injection.AutoImageAnalyzer;
import io.lateen.analysis.injection.InjectionAnalyzer;
import io.lateen.analysis.injection.ProxyImageAnalyzer;
import io.lateen.analysis.multicluster.NetworksAnalyzer;
import io.lateen.analysis.multicluster.ServiceConsistencyAnalyzer;
import io.lateen.analysis.schema.DocumentAnalyzer;
import io.lateen.analysis.schema.SchemaAnalyzer;
import io.lateen.analysis.service.AddressOverlapAnalyzer;
import io.lateen.analysis.service.PortNameAnalyzer;
import io.lateen.analysis.serviceentry.AddressAnalyzer;
import io.lateen.analysis.serviceentry.ProtocolConflictAnalyzer;
import io.lateen.analysis.sidecar.SidecarSelectorAnalyzer;
import io.lateen.analysis.telemetry.DefaultTelemetryAnalyzer;
import io.lateen.analysis.telemetry.LightstepAnalyzer;
import io.lateen.analysis.telemetry.ProviderAnalyzer;
import io.lateen.analysis.telemetry.TelemetrySelectorAnalyzer;
import io.lateen.analysis.virtualservice.DestinationAnalyzer;
import io.lateen.analysis.virtualservice.GatewayHostAnalyzer;
import io.lateen.analysis.virtualservice.GatewayReferenceAnalyzer;
import io.lateen.analysis.virtualservice.MeshHostAnalyzer;
import io.lateen.analysis.virtualservice.SubsetReferenceAnalyzer;
import io.lateen.analysis.webhook.ExternalControlPlaneAnalyzer;
import io.lateen.analysis.webhook.WebhookAnalyzer;
import io.lateen.analysis.workload.ApplicationUserAnalyzer;
import io.lateen.analysis.workload.ServicePortsAnalyzer;
import io.lateen.api.Kinds;
import java.util.ArrayList;
import java.util.List;

/** The analyzers that there are; a new one is added here. */
public final class Analyzers {

  private static final List<Analyzer> DEFAULT = defaults();

  private Analyzers() {}

  /** The analyzers that run unasked. */
  public static List<Analyzer> all() {
    return DEFAULT;
  }

  /** The analyzers of a name, also those that run only when asked for; none for unknown names. */
  public static List<Analyzer> named(String name) {
    var alpha = new AlphaAnnotationAnalyzer();
    return alpha.name().equals(name)
        ? List.of(alpha)
        : DEFAULT.stream().filter(analyzer -> analyzer.name().equals(name)).toList();
  }

  private static List<Analyzer> defaults() {
    var all = new ArrayList<Analyzer>();
    all.addAll(List.of(new AnnotationAnalyzer(), new ConditionAnalyzer()));
    all.addAll(List.of(new DeprecationAnalyzer(), new DocumentAnalyzer()));
    all.addAll(policies());
    all.addAll(traffic());
    all.addAll(gateways());
    all.addAll(workloads());
    Kinds.all().stream()
        .map(kind -> new TypeName(kind.group(), kind.kind()))
        .filter(TypeName::isIstio)
        .map(SchemaAnalyzer::new)
        .forEach(all::add);
    return List.copyOf(all);
  }

  private static List<Analyzer> policies() {
    return List.of(
        new KeyFetchAnalyzer(),
        new ClaimRoutingAnalyzer(),
        new TokenNotDemandedAnalyzer(),
        new AuthorizationAnalyzer(),
        new EnvoyFilterAnalyzer(),
        new TelemetrySelectorAnalyzer(),
        new DefaultTelemetryAnalyzer(),
        new ProviderAnalyzer(),
        new LightstepAnalyzer(),
        new SidecarSelectorAnalyzer(),
        new SelectorAnalyzer());
  }

  private static List<Analyzer> traffic() {
    return List.of(
        new ServerVerificationAnalyzer(),
        new SubsetAnalyzer(),
        new FailoverAnalyzer(),
        new RuleMergeAnalyzer(),
        new AddressAnalyzer(),
        new ProtocolConflictAnalyzer(),
        new AddressOverlapAnalyzer(),
        new PortNameAnalyzer(),
        new DestinationAnalyzer(),
        new SubsetReferenceAnalyzer(),
        new MeshHostAnalyzer(),
        new NetworksAnalyzer(),
        new ServiceConsistencyAnalyzer());
  }

  private static List<Analyzer> gateways() {
    return List.of(
        new GatewayPortAnalyzer(),
        new SharedCertificateAnalyzer(),
        new CredentialAnalyzer(),
        new GatewayConflictAnalyzer(),
        new GatewayReferenceAnalyzer(),
        new GatewayHostAnalyzer(),
        new DefinitionVersionAnalyzer());
  }

  private static List<Analyzer> workloads() {
    return List.of(
        new ServicePortsAnalyzer(),
        new ApplicationUserAnalyzer(),
        new InjectionAnalyzer(),
        new ProxyImageAnalyzer(),
        new AutoImageAnalyzer(),
        new WebhookAnalyzer(),
        new ExternalControlPlaneAnalyzer());
  }
}
