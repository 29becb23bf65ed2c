namespace Nuke.Common.Execution;

/// <summary>What the scheduled targets need: all of it is checked before the first one runs.</summary>
static class Requirements
{
    internal static void Check(NukeBuild build)
    {
        foreach (var member in Injection.Parameters(build.GetType()).Where(x => x.DeclaringType.IsClass && x.IsDefined(typeof(RequiredAttribute), true)))
            Assert.True(Members.Get(member, build) is not null, $"The build requires {Describe(member)}");
        foreach (var target in build.ExecutionPlan.Where(x => x.Status == ExecutionStatus.Scheduled))
        foreach (var requirement in target.Requirements)
        {
            var member = requirement.ReturnType == typeof(bool) ? null : Members.Of(requirement);
            var value = requirement.Compile(preferInterpretation: true).DynamicInvoke();
            Assert.True(member is null ? value is true : value is not null, $"Target '{target.Name}' requires {(member is null ? requirement.Body : Describe(member))}");
        }
    }

    static string Describe(MemberInfo member) => member.IsDefined(typeof(ParameterAttribute), true)
        ? $"parameter '{Injection.Name(member)}': give it as --{Injection.Dashed(Injection.Name(member))} VALUE"
        : $"'{Members.Name(member)}', which was not found on this machine";
}
