// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.demo;

import io.lateen.lab.check.CheckReport;
import io.lateen.lab.check.Checklist;
import io.lateen.lab.check.Configuration;
import io.lateen.lab.check.Faults;
import io.lateen.lab.check.Stage;
import io.lateen.lab.process.ProcessControl;
import java.util.function.Predicate;

/** Sets the stage for the proofs: the lab that this process runs. */
final class Checks {

  private final DemoTools tools;
  private final RunningLab lab;
  private final ProcessControl processes;

  Checks(DemoTools tools, RunningLab lab, ProcessControl processes) {
    this.tools = tools;
    this.lab = lab;
    this.processes = processes;
  }

  CheckReport run(Progress progress, Predicate<String> wanted) throws InterruptedException {
    var faults =
        new Faults(lab.supervisor(), processes, host -> lab.folder().host(host).resolve("run"));
    var stage =
        new Stage(
            lab.cluster(),
            lab.network(),
            new Configuration(lab.api(), lab.samples()),
            faults,
            tools.waiting(),
            tools.threads(),
            lab.folder().watched());
    var proofs = Checklist.all().stream().filter(proof -> wanted.test(proof.name())).toList();
    return new Checklist(proofs, tools.ticks())
        .run(
            stage,
            progress::begin,
            row -> {
              if (row.kept()) {
                progress.done(row.name(), row.took(), row.measured());
              } else {
                progress.failed(row.name(), row.took(), row.measured());
              }
            });
  }
}
