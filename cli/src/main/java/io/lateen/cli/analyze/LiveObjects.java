// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.analyze;

import io.lateen.api.Kinds;
import io.lateen.cli.analyze.AnalysisRequest.Source;
import io.lateen.cli.shell.CommandException;
import io.lateen.cli.shell.Session;
import io.lateen.cli.shell.Shell;
import io.lateen.client.DocumentSource;
import io.lateen.client.ObjectPath;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ParseResult;

/** Reads all objects of a running mesh. */
public final class LiveObjects {

  private LiveObjects() {}

  /** One text for each kind that the control plane serves. */
  public static List<DocumentSource> documents(ParseResult line, Shell shell)
      throws CommandException, InterruptedException {
    return read(line, shell).stream().map(Source::text).toList();
  }

  /** The same for the analysis. */
  static List<Source> read(ParseResult line, Shell shell)
      throws CommandException, InterruptedException {
    return Session.call(
        line,
        shell,
        api -> {
          var sources = new ArrayList<Source>();
          for (var kind : Kinds.served()) {
            var path =
                new ObjectPath(kind.group(), kind.versions().getFirst(), kind.plural(), "", "");
            var list = api.list(path).toString();
            sources.add(new Source(new DocumentSource("", list), ""));
          }
          return sources;
        });
  }
}
