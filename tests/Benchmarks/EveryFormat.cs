using ArgusAI.Benchmarks.Samples;
using ArgusAI.Containers.Bake;
using ArgusAI.Containers.Compose;
using ArgusAI.Containers.Dockerfiles;
using ArgusAI.Containers.DotEnv;
using ArgusAI.Containers.Nginx;
using ArgusAI.Containers.Pins;
using ArgusAI.Stack;
using BenchmarkDotNet.Attributes;

namespace ArgusAI.Benchmarks;

/// <summary>Reading and writing each format, on the file of that format which the stack has.</summary>
public class EveryFormat
{
    readonly string _compose = Repository.Text(StackFiles.Compose);
    readonly string _dockerfile = Repository.Text(StackFiles.BackendDockerfile);
    readonly string _ignore = Repository.Text(StackFiles.IgnoreFile(StackFiles.BackendDockerfile));
    readonly string _nginx = Repository.Text(StackFiles.Nginx);
    readonly string _dotEnv = Repository.Text(StackFiles.EnvironmentExample);
    readonly string _bake = Repository.Text(StackFiles.Bake);
    readonly string _pins = File.ReadAllText(Path.Combine(Repository.Root, OutsideImages.Path));
    readonly StackModel _stack = StackModel.Of(Repository.Inputs);

    /// <summary>docker-compose.yml.</summary>
    [Benchmark]
    public object ReadCompose() => ComposeFile.Parse(_compose);
    /// <summary>docker-compose.yml.</summary>
    [Benchmark]
    public string WriteCompose() => _stack.Compose.Write();
    /// <summary>The backend's Dockerfile.</summary>
    [Benchmark]
    public object ReadDockerfile() => Dockerfile.Parse(_dockerfile);
    /// <summary>The backend's Dockerfile.</summary>
    [Benchmark]
    public string WriteDockerfile() => _stack.Backend.Dockerfile.Write();
    /// <summary>The backend's .dockerignore.</summary>
    [Benchmark]
    public object ReadDockerIgnore() => DockerIgnore.Parse(_ignore);
    /// <summary>The backend's .dockerignore.</summary>
    [Benchmark]
    public string WriteDockerIgnore() => _stack.Backend.Ignore.Write();
    /// <summary>nginx.conf.</summary>
    [Benchmark]
    public object ReadNginx() => NginxConfig.Parse(_nginx);
    /// <summary>nginx.conf.</summary>
    [Benchmark]
    public string WriteNginx() => _stack.Nginx.Write();
    /// <summary>.env.example.</summary>
    [Benchmark]
    public object ReadDotEnv() => DotEnvFile.Parse(_dotEnv);
    /// <summary>.env.example.</summary>
    [Benchmark]
    public string WriteDotEnv() => _stack.Environment.Write();
    /// <summary>docker-bake.json.</summary>
    [Benchmark]
    public object ReadBake() => BakeFile.Parse(_bake);
    /// <summary>docker-bake.json.</summary>
    [Benchmark]
    public string WriteBake() => _stack.Bake.First().Value.Write();
    /// <summary>deploy/images.yml.</summary>
    [Benchmark]
    public object ReadPins() => ImagePins.Parse(_pins);
}
