// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli;

import io.lateen.cli.access.AccessCommand;
import io.lateen.cli.access.AuditCommand;
import io.lateen.cli.analyze.AnalyzeCommand;
import io.lateen.cli.authz.AuthzCommand;
import io.lateen.cli.demo.DemoCommand;
import io.lateen.cli.explain.ExplainCommand;
import io.lateen.cli.identity.AuthorityCommand;
import io.lateen.cli.identity.CertificateCommand;
import io.lateen.cli.identity.JoinTokenCommand;
import io.lateen.cli.identity.SealCommand;
import io.lateen.cli.objects.ApplyCommand;
import io.lateen.cli.objects.DeleteCommand;
import io.lateen.cli.objects.DiffCommand;
import io.lateen.cli.objects.GetCommand;
import io.lateen.cli.objects.HistoryCommand;
import io.lateen.cli.objects.TranslateCommand;
import io.lateen.cli.objects.UndoCommand;
import io.lateen.cli.objects.ValidateCommand;
import io.lateen.cli.process.AgentCommand;
import io.lateen.cli.process.AppCommand;
import io.lateen.cli.process.ControlPlaneCommand;
import io.lateen.cli.proxy.ProxyConfigCommand;
import io.lateen.cli.proxy.ProxyStatusCommand;
import io.lateen.cli.security.SecurityCommand;
import io.lateen.cli.shell.Command;
import io.lateen.cli.state.ProblemsCommand;
import io.lateen.cli.state.StatusCommand;
import io.lateen.cli.state.VersionCommand;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** All commands by name; a command's classes are loaded only when it is asked for. */
final class Commands {

  private static final List<Entry> ALL =
      List.of(
          entry("apply", "create or change objects", ApplyCommand::new),
          entry("delete", "remove objects", DeleteCommand::new),
          entry("get", "show objects", GetCommand::new),
          entry("diff", "what apply would change", DiffCommand::new),
          entry("history", "the revisions of an object", HistoryCommand::new),
          entry("undo", "bring an earlier revision back", UndoCommand::new),
          entry("analyze", "find what does not work together", AnalyzeCommand::new),
          entry("validate", "check files without a control plane", ValidateCommand::new),
          entry(
              "translate",
              "what a proxy would get, without a control plane",
              TranslateCommand::new),
          entry(
              "explain",
              "what becomes of a call, and which objects decided it",
              ExplainCommand::new),
          new Entry(
              "proxy-status",
              List.of("ps"),
              "how far each proxy has come",
              ProxyStatusCommand::new),
          new Entry(
              "proxy-config",
              List.of("pc"),
              "clusters, listeners, routes, endpoints, secrets of a proxy",
              ProxyConfigCommand::new),
          entry("access", "who may do what at the control plane", AccessCommand::new),
          entry("authz", "which policies decide about a request, and why", AuthzCommand::new),
          entry("audit", "who changed what, and the proof of it", AuditCommand::new),
          entry("cert", "the certificates that a workload is served", CertificateCommand::new),
          entry("ca", "who signs certificates; rotation of roots", AuthorityCommand::new),
          entry("seal", "the key that Secrets are sealed with; its rotation", SealCommand::new),
          entry("join-token", "admit a node or a workload of a group", JoinTokenCommand::new),
          entry("security", "what STRICT mutual TLS would break", SecurityCommand::new),
          entry("problems", "what is wrong with the configuration", ProblemsCommand::new),
          entry("status", "state of the control plane", StatusCommand::new),
          entry("version", "versions of all parts", VersionCommand::new),
          entry("demo", "a whole mesh on this machine", DemoCommand::new),
          entry("control-plane", "run a control plane", ControlPlaneCommand::new),
          entry("agent", "run the agent of a node", AgentCommand::new),
          entry("app", "run a program of the sample application", AppCommand::new));

  private Commands() {}

  /** A command that is not loaded yet. */
  record Entry(String name, List<String> aliases, String summary, Supplier<Command> command) {

    boolean isCalled(String word) {
      return name.equals(word) || aliases.contains(word);
    }
  }

  static List<Entry> all() {
    return ALL;
  }

  static Optional<Entry> find(String word) {
    return ALL.stream().filter(entry -> entry.isCalled(word)).findFirst();
  }

  private static Entry entry(String name, String summary, Supplier<Command> command) {
    return new Entry(name, List.of(), summary, command);
  }
}
