using ArgusAI.Containers.Reviews;

namespace ArgusAI.Stack.Tests;

public class ReviewTests
{
    [Fact]
    public void The_stack_has_no_finding_but_notes_and_no_waiver_is_idle()
    {
        var findings = StackReview.Of(StackModel.Of(Repository.Inputs)).Findings().Where(f => f.Policy.Severity > Severity.Note).ToArray();
        Assert.True(findings.Length == 0, string.Join('\n', findings.Select(f => f.ToString())));
    }

    [Fact]
    public void A_service_that_loses_its_hardening_is_found()
    {
        var stack = StackModel.Of(Repository.Inputs);
        var soft = stack.Compose with { Services = stack.Compose.Services.With("backend", stack.Compose.Services["backend"] with { Privileged = true, CapDrop = [] }) };

        var findings = StackReview.Of(stack with { Compose = soft }).Findings();

        Assert.Contains(findings, f => f.File == StackFiles.Compose && f.Policy.Id == "compose-privileged");
    }
}
