using System.Runtime.ExceptionServices;

namespace ArgusAI.Containers.Tests.Robustness;

/// <summary>Work on a text that comes back, on a small stack and in bounded memory.</summary>
static class Survival
{
    // The smallest stack a thread of .NET has anywhere is 512 KB (macOS, threads other than the first).
    const int Stack = 512 * 1024;

    public static T Of<T>(string text, Func<T> work)
    {
        var (result, allocated, thrown) = (default(T), 0L, (ExceptionDispatchInfo?)null);
        var thread = new Thread(() =>
        {
            try
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                result = work();
                allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            }
            catch (Exception unforeseen)
            {
                thrown = ExceptionDispatchInfo.Capture(unforeseen);
            }
        }, Stack) { IsBackground = true };
        thread.Start();
        // Quadratic work on a text of this size takes hours: the limit only ends a test that has failed.
        Assert.True(thread.Join(TimeSpan.FromMinutes(2)), "it does not come back");
        thrown?.Throw();
        // What is allocated in all bounds what is held at any time.
        Assert.InRange(allocated, 0, 400_000_000 + 1000L * text.Length);
        TestContext.Current.TestOutputHelper?.WriteLine($"{allocated / 1_000_000} MB allocated for {text.Length} characters");
        return result!;
    }
}
