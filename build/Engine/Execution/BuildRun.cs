using System.Linq.Expressions;
using System.Reflection;
using Nuke.Common.Parameters;

namespace Nuke.Common.Execution;

/// <summary>One run of a build, from the command line to the exit code.</summary>
static class BuildRun
{
    const int Failure = 255;

    /// <summary>The target has failed and been reported: nothing after it runs.</summary>
    sealed class TargetFailedException : Exception;

    internal static int Execute<T>(Expression<Func<T, Target>>[] defaults) where T : NukeBuild, new()
    {
        NukeBuild build;
        try
        {
            build = new T();
        }
        // The static constructor of NukeBuild reads the root, the profiles and the verbosity.
        catch (Exception exception) when (Unwrap(exception) is ArgumentException problem)
        {
            Report.Error(problem.Message);
            return Failure;
        }

        try
        {
            var targets = ExecutableTarget.Of(build);
            foreach (var factory in defaults.Select(x => (Target)((PropertyInfo)Members.Of(x)).GetValue(build)))
                targets.Find(x => x.Factory == factory).IsDefault = true;
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
        try
        {
            foreach (var target in build.ExecutionPlan.Where(x => build.SkipNames is { Length: 0 } || Named(build.SkipNames, x)))
                Skip(build, target, "via parameter");
            Requirements.Check(build);
            foreach (var target in build.ExecutionPlan) Run(build, target);
        }
        catch (Exception exception)
        {
            if (exception is not TargetFailedException) Report.Error(Unwrap(exception).Message);
        }

        foreach (var target in build.ExecutionPlan.Where(x => x.Status == ExecutionStatus.Scheduled)) target.Status = ExecutionStatus.NotRun;
        var succeeded = build.ExecutionPlan.TrueForAll(x => x.Status is not (ExecutionStatus.Failed or ExecutionStatus.NotRun));
        build.ExitCode ??= succeeded ? 0 : Failure;
        Report.Summary(build.ExecutionPlan, succeeded);
        build.OnBuildFinished();
        return build.ExitCode.Value;
    }

    static void Run(NukeBuild build, ExecutableTarget target)
    {
        if (target.Status == ExecutionStatus.Scheduled && Unmet(target) is { Length: > 0 } unmet)
        {
            target.Summary = new() { ["OnlyWhen"] = unmet };
            Skip(build, target, null);
            target.Status = ExecutionStatus.Skipped; // also when invoked by name
        }

        if (target.Status == ExecutionStatus.Skipped)
        {
            build.OnTargetSkipped(target.Name);
            return;
        }

        if (target.Actions.Count == 0)
        {
            target.Status = ExecutionStatus.Collective;
            return;
        }

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
            if (!target.Proceeds) throw new TargetFailedException();
        }
    }

    static string Unmet(ExecutableTarget target)
    {
        try
        {
            return string.Join(" && ", target.Conditions.Where(x => !x.Holds()).Select(x => x.Text));
        }
        catch (Exception exception)
        {
            throw new ArgumentException($"{target.Name}: its condition failed: {Unwrap(exception).Message}", exception);
        }
    }

    // An invoked target is not skipped by name, but what only it needs may be.
    static void Skip(NukeBuild build, ExecutableTarget target, string reason)
    {
        if (target.Status != ExecutionStatus.Scheduled) return;
        if (!target.Invoked)
        {
            target.Status = ExecutionStatus.Skipped;
            if (reason is not null) target.Summary.TryAdd("Skipped", reason);
        }

        if (target.WhenSkippedBehavior == DependencyBehavior.Execute) return;
        foreach (var dependency in target.Dependencies.Where(x => !build.ExecutionPlan.Exists(
                     y => y != target && y.Status == ExecutionStatus.Scheduled && y.Dependencies.Contains(x))))
            Skip(build, dependency, $"because of {target.Name}");
    }

    static bool Named(string[] names, ExecutableTarget target)
        => names is not null && Array.Exists(names, x => x.Replace("-", "", StringComparison.Ordinal).Equals(target.Name, StringComparison.OrdinalIgnoreCase));

    static Exception Unwrap(Exception exception)
        => exception is TargetInvocationException or TypeInitializationException or AggregateException { InnerExceptions.Count: 1 } && exception.InnerException is { } inner
            ? Unwrap(inner)
            : exception;
}
