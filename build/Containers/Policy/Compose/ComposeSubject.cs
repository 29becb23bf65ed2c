using ArgusAI.Containers.Compose;
using ArgusAI.Containers.Dockerfiles;

namespace ArgusAI.Containers.Reviews;

/// <summary>A Compose file under review, with what several policies ask of it worked out once.</summary>
sealed class ComposeSubject
{
    public ComposeSubject(string file, ComposeFile model, ReviewedFiles files)
    {
        Model = model;
        Services = [.. model.Services.Select(s => new ServiceSubject(s.Key, s.Value, this, files.DockerfileOf(file, s.Value.Build)))];
        foreach (var service in model.Services.Values)
            foreach (var (name, dependency) in service.DependsOn)
            {
                Needed.Add(name);
                if (dependency.Condition == Condition.ServiceHealthy) Awaited.Add(name);
            }
    }

    public ComposeFile Model { get; }
    public IReadOnlyList<ServiceSubject> Services { get; }
    /// <summary>The services that others wait for until they are healthy.</summary>
    public HashSet<string> Awaited { get; } = new(StringComparer.Ordinal);
    /// <summary>The services that others name in depends_on.</summary>
    public HashSet<string> Needed { get; } = new(StringComparer.Ordinal);
}

/// <summary>A service under review.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Model">What the file says about it.</param>
/// <param name="File">The file.</param>
/// <param name="Dockerfile">What it is built from, where that is in the review.</param>
sealed record ServiceSubject(string Name, Service Model, ComposeSubject File, DockerfileSubject? Dockerfile)
{
    /// <summary>The image's name without registry, folder, tag and digest; null when it is not known.</summary>
    public string? ImageName { get; } = Model.Image is { IsFixed: true, Value.Name: var name } ? name[(name.LastIndexOf('/') + 1)..] : null;

    /// <summary>Whether the image is a database or a message broker.</summary>
    public bool IsDatabase => ImageName is { } image && Databases.Contains(image);

    static readonly HashSet<string> Databases = new(StringComparer.Ordinal)
    {
        "postgres", "postgis", "mysql", "mariadb", "mongo", "redis", "valkey", "memcached", "elasticsearch", "opensearch",
        "influxdb", "cassandra", "couchdb", "neo4j", "rabbitmq", "clickhouse-server", "timescaledb", "etcd", "zookeeper",
    };

    /// <summary>The health check that holds: the service's own, else the image's where that is known.</summary>
    public HealthCheck? Health => Model.HealthCheck ?? Dockerfile?.ShippedSteps.Select(s => s.Instruction).OfType<Health>().LastOrDefault()?.Check;

    /// <summary>The mounts of one kind with their keys.</summary>
    public IEnumerable<(string Key, T Mount)> Mounts<T>() where T : ServiceMount
    {
        for (var i = 0; i < Model.Volumes.Count; i++)
            if (Model.Volumes[i] is T mount) yield return ($"volumes[{i}]", mount);
    }
}
