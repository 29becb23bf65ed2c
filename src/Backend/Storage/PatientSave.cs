namespace ArgusAI.Backend.Storage;

/// <summary>
/// Saves what nobody can send again. A database that goes away is waited for; and since one that goes away while it commits does not
/// say whether it has, it is asked once it is back.
/// </summary>
/// <param name="database">The database.</param>
/// <param name="log">Learns of the wait.</param>
internal sealed class PatientSave(ArgusDatabase database, ILogger log)
{
    private const int MostTries = 3;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Saves it, once.</summary>
    /// <param name="save">Saves it.</param>
    /// <param name="isSaved">Whether it is there.</param>
    /// <param name="cancel">Gives the wait up: then nobody knows whether it is saved.</param>
    /// <exception cref="Exception">It is not saved: the database answers, and refuses it.</exception>
    public async Task RunAsync(Func<ArgusContext, Task> save, Func<ArgusContext, Task<bool>> isSaved, CancellationToken cancel)
    {
        for (int tries = 1; ; tries++)
        {
            try
            {
                await using var context = database.CreateDbContext();
                await save(context);
                return;
            }
            catch (Exception e) when (!cancel.IsCancellationRequested)
            {
                log.LogWarning("What was seen waits for the database: {Problem}", e.GetBaseException().Message);
                if (await AnswerAsync(isSaved, cancel)) return;
                if (tries == MostTries) throw;
            }
        }
    }

    private async Task<bool> AnswerAsync(Func<ArgusContext, Task<bool>> ask, CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                await using var context = database.CreateDbContext();
                return await ask(context);
            }
            catch (Exception) when (!cancel.IsCancellationRequested)
            {
                await Task.Delay(Pause, cancel);
            }
        }
    }
}
