// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class GoTemplateTest {

  @Test
  void fieldsFunctionsAndPipes() {
    assertThat(GoTemplate.render("a {{ .X.TLSMode }} b")).isEqualTo("a ISTIO_MUTUAL b");
    assertThat(GoTemplate.render("{{ .Nobody | default \"x\" }}")).isEqualTo("nobody");
    assertThat(GoTemplate.render("{{ (.To.PortForName `http`).ServicePort }}")).isEqualTo("80");
    assertThat(GoTemplate.render("{{ .MustWorkloads.Addresses | toJson }}"))
        .isEqualTo("[\"10.0.0.1\",\"10.0.0.2\"]");
    assertThat(GoTemplate.render("{{ \"a\" | indent 2 }}")).isEqualTo("  a");
  }

  @Test
  void conditionsAndTrimming() {
    assertThat(GoTemplate.render("a\n{{- if .OpenShift }}\nb\n{{- else }}\nc\n{{- end }}\nd"))
        .isEqualTo("a\nc\nd");
    assertThat(GoTemplate.render("{{ if not (eq .TLSMode \"\") }}x{{ end }}")).isEqualTo("x");
  }

  @Test
  void repetitionsNested() {
    assertThat(
            GoTemplate.render(
                "{{- range $i := until .Services }}{{$i}}:"
                    + "{{- range $svc := $.Services }}{{ $svc.ServiceName }}{{- end }} {{- end }}"))
        .isEqualTo("0:abc1:abc2:abc");
    assertThat(GoTemplate.render("{{range $i, $p := .ports}}{{$i}}{{$p.Name}}{{end}}"))
        .isEqualTo("0http");
  }

  @Test
  void whatIsNotKnownIsAnError() {
    assertThatThrownBy(() -> GoTemplate.render("{{ revision }}")).hasMessageContaining("revision");
    assertThatThrownBy(() -> GoTemplate.render("{{ .a")).hasMessageContaining("not closed");
  }
}
