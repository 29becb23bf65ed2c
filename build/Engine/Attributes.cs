namespace Nuke.Common.ValueInjection
{
    /// <summary>A member whose value the engine sets before anything runs.</summary>
    [AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
    public abstract class ValueInjectionAttributeBase : Attribute
    {
        internal ValueInjectionAttributeBase() { }
    }
}

namespace Nuke.Common
{
    /// <summary>An option of the command line (<c>--kebab-case</c>), an environment variable, or an entry of <c>.nuke/parameters*.json</c>.</summary>
    public class ParameterAttribute(string description = null) : ValueInjectionAttributeBase
    {
        public virtual string Description { get; } = description;
        public string Name { get; set; }
        public string Separator { get; set; }
        public virtual bool List { get; set; } = true;
        public Type ValueProviderType { get; set; }
        public string ValueProviderMember { get; set; }
    }

    /// <summary>A parameter whose value the engine never prints.</summary>
    [AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
    public class SecretAttribute : Attribute;

    /// <summary>A member that needs a value, whichever target runs.</summary>
    [AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
    public class RequiredAttribute : Attribute;
}

namespace Nuke.Common.ProjectModel
{
    /// <summary>The solution: at <c>relativePath</c>, else where the parameter <c>Solution</c> of <c>.nuke/parameters.json</c> says.</summary>
    public class SolutionAttribute : ParameterAttribute
    {
        public SolutionAttribute(string relativePath) => RelativePath = relativePath;
        public SolutionAttribute() { }
        public bool GenerateProjects { get; set; }
        internal string RelativePath { get; }
    }

    /// <summary>A solution file. What is in it is not part of the subset.</summary>
    public class Solution
    {
        internal Solution(AbsolutePath path) => Path = path;
        internal AbsolutePath Path { get; }
    }

    /// <summary>A project of a solution; here only a name in signatures.</summary>
    public class Project
    {
        internal Project() { }
    }
}
