using System.Linq.Expressions;
using Nuke.Common.Parameters;

namespace Nuke.Common.Execution;

/// <summary>What the scheduled targets need: all of it is checked before the first one runs.</summary>
static class Requirements
{
    internal static void Check(NukeBuild build)
    {
        foreach (var member in Injection.Parameters(build.GetType()).Where(x => x.DeclaringType.IsClass && x.IsDefined(typeof(RequiredAttribute), true)))
            Assert.True(Injection.Get(member, build) is not null, $"The build requires {Describe(member)}");

        foreach (var target in build.ExecutionPlan.Where(x => x.Status == ExecutionStatus.Scheduled))
        foreach (var requirement in target.Requirements)
        {
            var member = requirement.ReturnType == typeof(bool) ? null : Members.Of(requirement);
            if (member is null) Assert.True(Value(requirement) is true, $"Target '{target.Name}' requires {requirement.Body}");
            else if (Injection.Get(member, build) is null) throw new ArgumentException($"Target '{target.Name}' requires {Describe(member)}");
        }
    }

    static object Value(LambdaExpression expression) => expression.Compile(preferInterpretation: true).DynamicInvoke();

    static string Describe(System.Reflection.MemberInfo member) => member.IsDefined(typeof(ParameterAttribute), true)
        ? $"parameter '{Injection.Name(member)}': give it as --{Injection.Dashed(Injection.Name(member))} VALUE"
        : $"'{Members.Name(member)}', which was not found on this machine";
}
