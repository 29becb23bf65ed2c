namespace Nuke.Common.Execution;

/// <summary>One run of a build, from the command line to the exit code.</summary>
static class BuildRun
{
    const int Failure = 255;

    internal static int Execute<T>(Expression<Func<T, Target>>[] defaults) where T : NukeBuild, new()
    {
        try
        {
            var build = new T();
            var targets = ExecutableTarget.Of(build);
            foreach (var factory in defaults.Select(x => (Target)Members.Get(Members.Of(x), build))) targets.Find(x => x.Factory == factory).IsDefault = true;
            Injection.Inject(build);
            build.OnBuildCreated();
            if (!build.NoLogo) Report.Line("NUKE, offline engine (a subset of NUKE 10.1)\n");
            build.ExecutionPlan = ExecutionPlan.For(targets, build.TargetNames);
            build.OnBuildInitialized();
            if (build.Help || build.ExecutionPlan.Count == 0) Help.Print(build, targets);
            else if (build.Plan) Report.Line(string.Join(" -> ", build.ExecutionPlan.Select(x => x.Name)));
            else return Run(build);
            return 0;
        }
        catch (Exception exception)
        {
            Report.Error(Unwrap(exception).Message);
            return Failure;
        }
    }

    static int Run(NukeBuild build)
    {
        var plan = build.ExecutionPlan;
        try
        {
            foreach (var target in plan.Where(x => build.SkipNames is { Length: 0 } || build.SkipNames?.Any(x.IsNamed) == true)) Skip(plan, target, "via parameter");
            Requirements.Check(build);
            foreach (var target in plan)
                if (!Run(build, target)) break;
        }
        catch (Exception exception)
        {
            Report.Error(Unwrap(exception).Message);
        }

        foreach (var target in plan.Where(x => x.Status == ExecutionStatus.Scheduled)) target.Status = ExecutionStatus.NotRun;
        var succeeded = plan.TrueForAll(x => x.Status is not (ExecutionStatus.Failed or ExecutionStatus.NotRun));
        build.ExitCode ??= succeeded ? 0 : Failure;
        Report.Summary(plan, succeeded);
        build.OnBuildFinished();
        return build.ExitCode.Value;
    }

    /// <summary>Whether the run goes on after that target.</summary>
    static bool Run(NukeBuild build, ExecutableTarget target)
    {
        if (target.Status == ExecutionStatus.Scheduled && string.Join(" && ", target.Conditions.Where(x => !x.Holds()).Select(x => x.Text)) is { Length: > 0 } unmet)
        {
            target.Summary = new() { ["OnlyWhen"] = unmet };
            Skip(build.ExecutionPlan, target, null);
            target.Status = ExecutionStatus.Skipped; // also when invoked by name
        }

        if (target.Status == ExecutionStatus.Skipped) build.OnTargetSkipped(target.Name);
        else if (target.Actions.Count == 0) target.Status = ExecutionStatus.Collective;
        else return Act(build, target);
        return true;
    }

    static bool Act(NukeBuild build, ExecutableTarget target)
    {
        Report.Heading(target.Name);
        target.Status = ExecutionStatus.Running;
        target.Clock.Start();
        try
        {
            build.OnTargetRunning(target.Name);
            foreach (var action in target.Actions) action();
            target.Clock.Stop();
            target.Status = ExecutionStatus.Succeeded;
            build.OnTargetSucceeded(target.Name);
            return true;
        }
        catch (Exception thrown)
        {
            var exception = Unwrap(thrown);
            target.Clock.Stop();
            target.Status = ExecutionStatus.Failed;
            if (target.Summary.Count == 0) target.Summary = new() { [exception.GetType().Name] = exception.Message.Split('\n')[0].TrimEnd() };
            Report.Error($"{target.Name}: {exception.Message}");
            Report.Line(NukeBuild.Verbosity == Verbosity.Verbose ? exception.ToString() : $"  ({exception.GetType().Name}; --verbosity verbose shows where)");
            build.OnTargetFailed(target.Name);
            return target.Proceeds;
        }
    }

    // An invoked target is not skipped by name, but what only it needs may be.
    static void Skip(List<ExecutableTarget> plan, ExecutableTarget target, string reason)
    {
        if (target.Status != ExecutionStatus.Scheduled) return;
        if (!target.Invoked)
        {
            target.Status = ExecutionStatus.Skipped;
            if (reason is not null) target.Summary.TryAdd("Skipped", reason);
        }

        bool Needed(ExecutableTarget x) => plan.Exists(y => y != target && y.Status == ExecutionStatus.Scheduled && y.Dependencies.Contains(x));
        if (target.Skipping == DependencyBehavior.Skip)
            foreach (var dependency in target.Dependencies.Where(x => !Needed(x))) Skip(plan, dependency, $"because of {target.Name}");
    }

    static Exception Unwrap(Exception exception) => exception is TargetInvocationException or TypeInitializationException or AggregateException { InnerExceptions.Count: 1 }
        && exception.InnerException is { } inner ? Unwrap(inner) : exception;
}
